using System.Collections.Immutable;
using Moltbot.Engine.Tests.Suite.Messages;

namespace Moltbot.Engine.Tests.Suite.Grains;

public interface IPostGrain : IGrainWithStringKey
{
    Task Keep(Parcel parcel);

    Task<Parcel> Kept();

    Task<Label> Echo(Label label);

    Task<Point> EchoPoint(Point point);

    Task<object?> EchoAny(object? value);

    Task<Page<Parcel>> EchoPage(Page<Parcel> page);

    Task<IReadOnlyList<string>> EchoList(IReadOnlyList<string> list);

    Task<Dictionary<string, List<int>>> EchoMap(Dictionary<string, List<int>> map);

    Task<(int Number, string[] Words)> EchoTuple((int Number, string[] Words) tuple);

    Task<(Colour? Colour, DateTimeOffset When, Guid Id, byte[] Bytes)> EchoValues(Colour? colour, DateTimeOffset when, Guid id, byte[] bytes);

    /// <summary>Changes the argument's items and says how many the two are.</summary>
    Task<int> AreOne(List<Parcel> parcels);

    Task<string> CallOn(ICounterGrain counter);

    Task<ICounterGrain> Introduce(string key);

    Task<ImmutableArray<string>> EchoImmutable(ImmutableArray<string> array, ImmutableDictionary<string, int> map);
}
