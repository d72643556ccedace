using Moltbot.Engine.Tests.Suite.Grains;
using Moltbot.Engine.Tests.Suite.Support;
using System.Collections.Immutable;
using Moltbot.Engine.Tests.Suite.Messages;

namespace Moltbot.Engine.Tests.Suite;

/// <summary>Arguments and results are the callee's and the caller's own.</summary>
public abstract class IsolationSuite(IEngine engine)
{
    private readonly IPostGrain _post = engine.Grains.GetGrain<IPostGrain>(Keys.New());

    [Fact]
    public async Task What_the_caller_changes_afterwards_stays_with_the_caller()
    {
        var parcel = new Parcel { Name = "a", Items = ["x"], Inner = new() { Name = "inner" } };
        await _post.Keep(parcel);
        parcel.Name = "changed";
        parcel.Items.Add("y");
        parcel.Inner.Name = "changed";
        var kept = await _post.Kept();
        (kept.Name, kept.Items.Count, kept.Inner!.Name).ShouldBe(("a", 1, "inner"));
    }

    [Fact]
    public async Task What_the_caller_changes_in_a_result_stays_with_the_caller()
    {
        await _post.Keep(new() { Name = "a" });
        var first = await _post.Kept();
        first.Items.Add("mine");
        first.Name = "mine";
        (await _post.Kept()).Items.ShouldBeEmpty();
        (await _post.Kept()).Name.ShouldBe("a");
    }

    [Fact]
    public async Task A_member_that_is_not_marked_stays_behind()
    {
        await _post.Keep(new() { Forgotten = "lost" });
        (await _post.Kept()).Forgotten.ShouldBe("new");
    }

    [Fact]
    public async Task A_marked_private_field_travels()
    {
        var parcel = new Parcel();
        parcel.Keep(7);
        await _post.Keep(parcel);
        (await _post.Kept()).Secret.ShouldBe(7);
    }

    [Fact]
    public async Task A_sub_type_arrives_as_itself()
    {
        await _post.Keep(new HeavyParcel { Name = "h", Weight = 3, Unit = "kg" });
        var heavy = (await _post.Kept()).ShouldBeOfType<HeavyParcel>();
        (heavy.Name, heavy.Weight, heavy.Unit).ShouldBe(("h", 3, "kg"));
        (await _post.EchoAny(heavy)).ShouldBeOfType<HeavyParcel>().ShouldNotBeSameAs(heavy);
    }

    [Fact]
    public async Task Records_travel_with_their_positional_members()
    {
        var label = new Label("t", 4, ["a", "b"]) { Parcels = { ["p"] = new() { Name = "n" } } };
        var echo = await _post.Echo(label);
        echo.ShouldNotBeSameAs(label);
        (echo.Text, echo.Number).ShouldBe(("t", (int?)4));
        echo.Tags.ShouldBe(["a", "b"]);
        echo.Tags.ShouldNotBeSameAs(label.Tags);
        echo.Parcels["p"].Name.ShouldBe("n");
        echo.Parcels["p"].ShouldNotBeSameAs(label.Parcels["p"]);
        (await _post.EchoPoint(new(1, 2))).ShouldBe(new Point(1, 2));
    }

    [Fact]
    public async Task One_object_in_two_places_stays_one()
    {
        var parcel = new Parcel();
        (await _post.AreOne([parcel, parcel, new()])).ShouldBe(2);
        parcel.Inner = parcel;
        await _post.Keep(parcel);
        var kept = await _post.Kept();
        kept.Inner.ShouldBeSameAs(kept);
    }

    [Fact]
    public async Task Generic_types_travel()
    {
        var echo = await _post.EchoPage(new() { Rows = [new() { Name = "1" }], First = new HeavyParcel { Unit = "t" } });
        echo.Rows[0].Name.ShouldBe("1");
        echo.First.ShouldBeOfType<HeavyParcel>().Unit.ShouldBe("t");
    }

    [Fact]
    public async Task Collections_travel()
    {
        var map = new Dictionary<string, List<int>> { ["a"] = [1, 2] };
        var echo = await _post.EchoMap(map);
        echo["a"].ShouldBe([1, 2]);
        echo["a"].ShouldNotBeSameAs(map["a"]);
        (await _post.EchoList(new List<string> { "x" })).ShouldBe(["x"]);
        (await _post.EchoList(new[] { "x" })).ShouldBe(["x"]);
        (await _post.EchoList(["x", "y"])).ShouldBe(["x", "y"], "what the compiler makes of an expression travels as an array");
        (await _post.EchoList([])).ShouldBeEmpty();
        var (number, words) = await _post.EchoTuple((1, ["w"]));
        (number, words[0]).ShouldBe((1, "w"));
        (await _post.EchoImmutable(["a"], ImmutableDictionary<string, int>.Empty.Add("b", 1))).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task Values_travel()
    {
        var (when, id) = (new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)), Guid.NewGuid());
        var echo = await _post.EchoValues(Colour.Green, when, id, [1, 2]);
        (echo.Colour, echo.When, echo.Id).ShouldBe((Colour.Green, when, id));
        echo.Bytes.ShouldBe([1, 2]);
        (await _post.EchoAny(Colour.Green)).ShouldBe(Colour.Green);
        (await _post.EchoAny(null)).ShouldBeNull();
        (await _post.EchoAny("s")).ShouldBe("s");
        (await _post.EchoAny(1.5m)).ShouldBe(1.5m);
    }

    [Fact]
    public async Task A_type_that_says_nothing_is_an_error_that_names_it()
    {
        var error = await Should.ThrowAsync<Exception>(() => _post.EchoAny(new Unmarked { Value = 1 }));
        error.ToString().ShouldContain(nameof(Unmarked));
    }

    [Fact]
    public async Task References_travel()
    {
        var key = Keys.New();
        (await _post.CallOn(engine.Grains.GetGrain<ICounterGrain>(key))).ShouldBe(key);
        (await (await _post.Introduce(key)).Key()).ShouldBe(key);
    }
}
