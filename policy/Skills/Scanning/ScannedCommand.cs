using System.Text;

namespace Moltbot.Policy.Skills.Scanning;

/// <summary>A line, with those that it goes on in.</summary>
/// <param name="Line">Its first line, from 1.</param>
/// <param name="Text">As a shell reads it: nothing stands for a backslash at the end of a line.</param>
/// <param name="Spaced">As anybody else reads it: a space does.</param>
internal sealed record ScannedCommand(int Line, string Text, string Spaced)
{
    public static IReadOnlyList<ScannedCommand> Of(IReadOnlyList<string> lines)
    {
        var commands = new List<ScannedCommand>();
        for (var line = 0; line < lines.Count; line++)
        {
            var first = line;
            if (!GoesOn(lines, line))
            {
                commands.Add(new ScannedCommand(first + 1, lines[line], lines[line]));
                continue;
            }

            var text = new StringBuilder();
            var spaced = new StringBuilder();
            for (; GoesOn(lines, line); line++)
            {
                var isCut = lines[line].EndsWith('\\');
                text.Append(isCut ? lines[line].AsSpan(0, lines[line].Length - 1) : lines[line]);
                spaced.Append(isCut ? lines[line].AsSpan(0, lines[line].Length - 1) : lines[line]).Append(' ');
            }

            commands.Add(new ScannedCommand(first + 1, text.Append(lines[line]).ToString(), spaced.Append(lines[line]).ToString()));
        }

        return commands;
    }

    /// <summary>Whether a pattern fits it, however it is read.</summary>
    public bool Any(Func<string, bool> fits) => fits(Text) || (!ReferenceEquals(Text, Spaced) && fits(Spaced));

    /// <summary>A row of a table ends with a pipe too, and no block of code begins or ends within a command.</summary>
    private static bool GoesOn(IReadOnlyList<string> lines, int line) =>
        line + 1 < lines.Count && !IsFence(lines[line]) && !IsFence(lines[line + 1])
        && (lines[line].EndsWith('\\') || (lines[line].TrimEnd().EndsWith('|') && !lines[line].TrimStart().StartsWith('|')));

    private static bool IsFence(string line) => line.AsSpan().TrimStart() is ['`', '`', '`', ..] or ['~', '~', '~', ..];
}
