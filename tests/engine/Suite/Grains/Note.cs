namespace Moltbot.Engine.Tests.Suite.Grains;

public sealed class Note
{
    public string Text { get; set; } = "blank";
}
