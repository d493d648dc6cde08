import { z } from 'zod';

// The content security policy forbids code that is made at run time. Zod asks when a schema is made: this comes first.
z.config({ jitless: true });
