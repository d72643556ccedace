namespace Moltbot.Runner.Memory;

/// <summary>A part of a file that was found.</summary>
/// <param name="Path">The file, relative to the workspace.</param>
/// <param name="FirstLine">The line that the part begins in, from 1.</param>
/// <param name="LastLine">The line that it ends in.</param>
/// <param name="Snippet">Its text, cut to where a word of the query stands.</param>
/// <param name="Score">From 0 to 1, which a part would have that says nothing else than the query over and over.</param>
internal sealed record MemoryMatch(string Path, int FirstLine, int LastLine, string Snippet, double Score);
