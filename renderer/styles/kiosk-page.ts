// All that the kiosk's page is drawn with; what stands later goes before.
import './fonts.css';
import './tokens.css';
import './base.css';
import './kiosk.css';
import './visitor.css';
import './outcome.css';
import './pin.css';
import './host.css';
import './shift.css';
import './lamp.css';
import './muster.css';
import './dialog.css';
import './text-pad.css';
import './pass.css';
import './my-visits.css';
import './dock.css';
import './listen.css';
