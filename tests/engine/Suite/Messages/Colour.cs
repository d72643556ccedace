namespace Moltbot.Engine.Tests.Suite.Messages;

public enum Colour
{
    Red,
    Green,
}
