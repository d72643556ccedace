using Moltbot.Engine.Tests.Suite.Grains;
using Moltbot.Engine.Tests.Suite.Support;
using Orleans.Storage;

namespace Moltbot.Engine.Tests.Suite;

/// <summary>Stored state and its versions.</summary>
public abstract class StateSuite(IEngine engine)
{
    [Fact]
    public async Task What_is_written_is_there_after_deactivation()
    {
        var grain = engine.Grains.GetGrain<INoteGrain>(Keys.New());
        (await grain.Read()).ShouldBe(("blank", false, false));
        await grain.Write("milk");
        var first = await grain.Activation();
        await grain.Leave();
        (await grain.Read()).ShouldBe(("milk", true, true));
        (await grain.Activation()).ShouldNotBe(first);
    }

    [Fact]
    public async Task What_is_not_written_is_lost_on_reading()
    {
        var grain = engine.Grains.GetGrain<INoteGrain>(Keys.New());
        await grain.Write("milk");
        await grain.Scribble("beer");
        (await grain.Read()).Text.ShouldBe("beer");
        (await grain.ReRead()).ShouldBe("milk");
    }

    [Fact]
    public async Task A_cleared_state_is_blank()
    {
        var grain = engine.Grains.GetGrain<INoteGrain>(Keys.New());
        await grain.Write("milk");
        await grain.Clear();
        (await grain.Read()).ShouldBe(("blank", false, false));
        engine.Storage.Holds(grain.GetGrainId(), "note").ShouldBeFalse();
        await grain.Write("tea");
        (await grain.Read()).Text.ShouldBe("tea");
    }

    [Fact]
    public async Task A_conflict_reaches_the_caller_and_ends_the_activation()
    {
        var grain = engine.Grains.GetGrain<INoteGrain>(Keys.New());
        await grain.Write("milk");
        var first = await grain.Activation();
        engine.Storage.Overwrite(grain.GetGrainId(), "note", new Note { Text = "theirs" });
        await Should.ThrowAsync<InconsistentStateException>(() => grain.Write("mine"));
        (await grain.Read()).Text.ShouldBe("theirs");
        (await grain.Activation()).ShouldNotBe(first);
    }

    [Fact]
    public async Task A_conflict_that_the_grain_keeps_to_itself_does_not_end_it()
    {
        var grain = engine.Grains.GetGrain<INoteGrain>(Keys.New());
        await grain.Write("milk");
        var first = await grain.Activation();
        engine.Storage.Overwrite(grain.GetGrainId(), "note", new Note { Text = "theirs" });
        (await grain.TryWrite("mine")).ShouldBeFalse();
        (await grain.Activation()).ShouldBe(first);
    }

    [Fact]
    public async Task A_state_that_cannot_be_read_fails_the_call_until_it_can()
    {
        var key = Keys.New();
        var grain = engine.Grains.GetGrain<INoteGrain>(key);
        engine.Storage.Broken[key] = true;
        (await Should.ThrowAsync<OrleansException>(grain.Read)).ToString().ShouldContain("the store is away");
        engine.Storage.Broken.Clear();
        (await grain.Read()).Text.ShouldBe("blank");
    }
}
