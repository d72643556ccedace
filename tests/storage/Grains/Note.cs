namespace Moltbot.Storage.Tests.Grains;

/// <summary>A state.</summary>
public sealed class Note
{
    public string? Text { get; set; }
}
