using System.Collections.Immutable;
using Moltbot.Engine.Tests.Suite.Messages;

namespace Moltbot.Engine.Tests.Suite.Grains;

public sealed class PostGrain : Grain, IPostGrain
{
    private Parcel _kept = new();

    public Task Keep(Parcel parcel)
    {
        _kept = parcel;
        return Task.CompletedTask;
    }

    public Task<Parcel> Kept() => Task.FromResult(_kept);

    public Task<Label> Echo(Label label) => Task.FromResult(label);

    public Task<Point> EchoPoint(Point point) => Task.FromResult(point);

    public Task<object?> EchoAny(object? value) => Task.FromResult(value);

    public Task<Page<Parcel>> EchoPage(Page<Parcel> page) => Task.FromResult(page);

    public Task<IReadOnlyList<string>> EchoList(IReadOnlyList<string> list) => Task.FromResult(list);

    public Task<Dictionary<string, List<int>>> EchoMap(Dictionary<string, List<int>> map) => Task.FromResult(map);

    public Task<(int Number, string[] Words)> EchoTuple((int Number, string[] Words) tuple) => Task.FromResult(tuple);

    public Task<(Colour? Colour, DateTimeOffset When, Guid Id, byte[] Bytes)> EchoValues(Colour? colour, DateTimeOffset when, Guid id, byte[] bytes) =>
        Task.FromResult((colour, when, id, bytes));

    public Task<int> AreOne(List<Parcel> parcels) => Task.FromResult(parcels.Distinct().Count());

    public Task<string> CallOn(ICounterGrain counter) => counter.Key();

    public Task<ICounterGrain> Introduce(string key) => Task.FromResult(GrainFactory.GetGrain<ICounterGrain>(key));

    public Task<ImmutableArray<string>> EchoImmutable(ImmutableArray<string> array, ImmutableDictionary<string, int> map) =>
        Task.FromResult(array.AddRange(map.Keys));
}
