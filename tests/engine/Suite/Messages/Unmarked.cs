namespace Moltbot.Engine.Tests.Suite.Messages;

/// <summary>Says nothing of how it travels.</summary>
public sealed class Unmarked
{
    public int Value { get; set; }
}
