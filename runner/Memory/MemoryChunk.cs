namespace Moltbot.Runner.Memory;

/// <summary>A part of a file that is found as one.</summary>
/// <param name="Start">Its first UTF-16 unit.</param>
/// <param name="End">The unit behind its last.</param>
/// <param name="FirstLine">The line that it begins in, from 1.</param>
/// <param name="LastLine">The line that it ends in.</param>
internal readonly record struct MemoryChunk(int Start, int End, int FirstLine, int LastLine);
