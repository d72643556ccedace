namespace Moltbot.Runner.Processes;

/// <summary>A program to run.</summary>
/// <param name="Argv">The program, by absolute path, and its arguments. It gets no variable of this process.</param>
internal sealed record ProcessRequest(IReadOnlyList<string> Argv)
{
    /// <summary>What it reads.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Characters of its output that are kept.</summary>
    public required int MaxChars { get; init; }

    /// <summary>Whether the end of a longer output is kept besides its beginning.</summary>
    public bool KeepsEnd { get; init; }

    /// <summary>Bytes of output after which it is ended.</summary>
    public required long MaxBytes { get; init; }
}
