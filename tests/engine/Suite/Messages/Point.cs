namespace Moltbot.Engine.Tests.Suite.Messages;

[GenerateSerializer]
public readonly record struct Point([property: Id(0)] int X, [property: Id(1)] int Y);
