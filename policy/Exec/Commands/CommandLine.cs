using Moltbot.Policy.Exec.Text;

namespace Moltbot.Policy.Exec.Commands;

/// <summary>
/// Reads a command line into argument vectors (security.md §10). No shell ever reads it again: what is shown, approved and run is
/// this reading. So that it means to a person what it means here, everything is refused that a shell would read otherwise, expand
/// or redirect (attacks E2, E3).
/// </summary>
public static class CommandLine
{
    /// <summary>The longest command, in UTF-16 units: far above what a person reads before approving it.</summary>
    public const int MaxLength = 16_384;

    /// <summary>The most programs in a command: each is judged, shown and hashed. Arbitrary: far above what a person reads.</summary>
    public const int MaxPrograms = 64;

    /// <summary>Reads a command line.</summary>
    public static ExecAnalysis Read(string text)
    {
        if (text.Length > MaxLength)
        {
            return ExecAnalysis.Refused($"command longer than {MaxLength} characters");
        }

        var read = HostileText.IsExact(text) ? new CommandReader(text).Read() : ExecAnalysis.Refused("unsupported character");
        return read.Segments.Take(MaxPrograms + 1).Count() > MaxPrograms ? ExecAnalysis.Refused($"more than {MaxPrograms} programs") : read;
    }

    /// <summary>Takes an argument vector as it is: each of its words is an argument, blank ones too.</summary>
    public static ExecAnalysis Of(IReadOnlyList<string> argv)
    {
        if (argv.Count == 0)
        {
            return ExecAnalysis.Refused("empty argv");
        }

        if (argv.Sum(word => (long)word.Length) > MaxLength)
        {
            return ExecAnalysis.Refused($"command longer than {MaxLength} characters");
        }

        if (!argv.All(HostileText.IsExact))
        {
            return ExecAnalysis.Refused("unsupported character");
        }

        return string.IsNullOrWhiteSpace(argv[0])
            ? ExecAnalysis.Refused("empty program")
            : new ExecAnalysis([new ExecPipeline(ChainLink.Always, [new ExecSegment(CommandText.Of(argv), argv)])], null);
    }
}
