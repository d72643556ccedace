namespace Moltbot.Engine.Tests.Suite.Messages;

[GenerateSerializer]
public enum Colour
{
    Red,
    Green,
}
