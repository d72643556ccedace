using System.Threading.Channels;

namespace Moltbot.Runner.Processes;

/// <summary>A program to run.</summary>
/// <param name="Argv">The program, by absolute path, and its arguments. It gets no variable of this process.</param>
internal sealed record ProcessRequest(IReadOnlyList<string> Argv)
{
    /// <summary>The variables that it gets; none but in programs that speak for an engine of containers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>What it reads.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>What it reads behind <see cref="Input"/>, as it comes; its input stays open until this is complete. Null: there is no more.</summary>
    public ChannelReader<ReadOnlyMemory<byte>>? More { get; init; }

    /// <summary>Takes its output as it comes; then none is kept here. Null: what <see cref="MaxChars"/> says is.</summary>
    public IOutputSink? Output { get; init; }

    /// <summary>
    /// What it writes to its standard error before anything else, and then reads a line: it goes on when that comes, and ends when its input
    /// does. Null: it goes on by itself. So what a program needs to end with this process is in place before it does anything.
    /// </summary>
    public string? Mark { get; init; }

    /// <summary>Bytes that others may write before the mark, such as warnings of an engine. They are dropped.</summary>
    public int BeforeMark { get; init; }

    /// <summary>
    /// Ends it early, where what is to be ended is no child of this process; the token says that it has ended. What still runs when this
    /// returns is killed. Null: its children are.
    /// </summary>
    public Func<CancellationToken, Task>? End { get; init; }

    /// <summary>Characters of its output that are kept.</summary>
    public required int MaxChars { get; init; }

    /// <summary>Whether the end of a longer output is kept besides its beginning.</summary>
    public bool KeepsEnd { get; init; }

    /// <summary>Bytes of output after which it is ended.</summary>
    public required long MaxBytes { get; init; }
}
