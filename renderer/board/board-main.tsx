import '../without-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BoardApp } from './board-app.tsx';
import { connectBoard } from './live/board-connection.ts';
import { BoardStore } from './live/board-store.ts';
import '../styles/fonts.css';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/dialog.css';
import '../styles/lamp.css';
import '../styles/board.css';
import '../styles/board-table.css';
import '../styles/board-cards.css';
import '../styles/board-details.css';

const store = new BoardStore();
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <BoardApp store={store} />
  </StrictMode>,
);
connectBoard(store);
