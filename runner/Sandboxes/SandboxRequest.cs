using System.Threading.Channels;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Processes;

namespace Moltbot.Runner.Sandboxes;

/// <summary>A program to run in a sandbox.</summary>
/// <param name="Place">What it is given.</param>
/// <param name="Argv">The program, by its absolute path inside, and its arguments.</param>
internal sealed record SandboxRequest(SandboxPlace Place, IReadOnlyList<string> Argv)
{
    /// <summary>What it reads.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>See <see cref="ProcessRequest.More"/>.</summary>
    public ChannelReader<ReadOnlyMemory<byte>>? More { get; init; }

    /// <summary>See <see cref="ProcessRequest.Output"/>.</summary>
    public IOutputSink? Output { get; init; }

    /// <summary>
    /// After this it ends by itself, where its back end does not end with the runner that is to end it: longer than anybody waits for it.
    /// </summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMilliseconds(ToolRunParams.MaxTimeoutMs);

    /// <summary>Characters of its output that are kept.</summary>
    public required int MaxChars { get; init; }

    /// <summary>Whether the end of a longer output is kept besides its beginning.</summary>
    public bool KeepsEnd { get; init; }
}
