namespace Moltbot.Runner.Processes;

/// <summary>Takes what a program writes, as it comes.</summary>
internal interface IOutputSink
{
    /// <summary>Takes the next bytes.</summary>
    void Add(ReadOnlySpan<byte> bytes);
}
