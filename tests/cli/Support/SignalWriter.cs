namespace Moltbot.Cli.Tests.Support;

/// <summary>Tells when a text was written.</summary>
internal sealed class SignalWriter(string awaited, TaskCompletionSource seen) : StringWriter
{
    public override void Write(string? value)
    {
        base.Write(value);
        if (ToString().Contains(awaited, StringComparison.Ordinal))
        {
            seen.TrySetResult();
        }
    }
}
