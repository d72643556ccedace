namespace Moltbot.Engine.Tests.Suite.Messages;

[GenerateSerializer]
public sealed class Page<T>
{
    [Id(0)]
    public List<T> Rows { get; init; } = [];

    [Id(1)]
    public T? First { get; init; }
}
