using Moltbot.Embedded.Hosting;
using Moltbot.Embedded.Tests.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Embedded.Tests.Hosting;

/// <summary>The hostile engine does what clusters in trouble do.</summary>
public sealed class HostileTests
{
    [Fact]
    public async Task Waiting_calls_are_reordered_and_none_is_lost()
    {
        await using var host = await EngineHost.StartAsync(new() { Reorder = 0.5, Seed = 7 });
        var (grain, name) = (host.Grains.GetGrain<IProbeGrain>("a"), Guid.NewGuid().ToString());
        var held = await HoldAsync(grain, name);
        var calls = Enumerable.Range(0, 30).Select(number => grain.Note(name, number)).ToArray();
        ProbeGrain.Let[name].SetResult();
        await Task.WhenAll([held, .. calls]);
        ProbeGrain.Notes[name].Order().ShouldBe(Enumerable.Range(0, 30));
        ProbeGrain.Notes[name].ShouldNotBe(Enumerable.Range(0, 30));
    }

    [Fact]
    public async Task A_timed_out_call_has_run_or_has_not()
    {
        await using var host = await EngineHost.StartAsync(new() { TimeOut = 1, Seed = 3 });
        var (grain, name) = (host.Grains.GetGrain<IProbeGrain>("a"), Guid.NewGuid().ToString());
        for (var i = 0; i < 40; i++)
        {
            await Should.ThrowAsync<TimeoutException>(() => grain.Note(name, i));
        }

        await host.StopAsync(TestContext.Current.CancellationToken);
        ProbeGrain.Notes[name].Count.ShouldBeInRange(5, 35);
    }

    [Fact]
    public async Task A_key_has_two_activations_for_a_while()
    {
        await using var host = await EngineHost.StartAsync(new() { ActivateTwice = 0.2 });
        var grain = host.Grains.GetGrain<IProbeGrain>("a");
        var answers = new List<Guid>();
        for (var i = 0; i < 60; i++)
        {
            answers.Add(await grain.Activation());
        }

        answers.Distinct().Count().ShouldBeGreaterThan(1);
        answers.Zip(answers.Skip(1)).Count(pair => pair.First != pair.Second).ShouldBeGreaterThan(answers.Distinct().Count(), "both are called in turn");
    }

    [Fact]
    public async Task An_activation_is_given_up_while_its_call_awaits()
    {
        await using var host = await EngineHost.StartAsync(new() { DeactivateAtAwait = 1 });
        var (grain, name) = (host.Grains.GetGrain<IProbeGrain>("a"), Guid.NewGuid().ToString());
        var held = await HoldAsync(grain, name);
        var other = await grain.Activation();
        ProbeGrain.Let[name].SetResult();
        (await held).ShouldNotBe(other);
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_choices() => (await ChoicesAsync(5)).ShouldBe(await ChoicesAsync(5));

    [Fact]
    public async Task Another_seed_makes_other_choices() => (await ChoicesAsync(5)).ShouldNotBe(await ChoicesAsync(6));

    private static async Task<bool[]> ChoicesAsync(int seed)
    {
        await using var host = await EngineHost.StartAsync(new() { TimeOut = 0.5, Seed = seed });
        var grain = host.Grains.GetGrain<IProbeGrain>("a");
        var choices = new bool[40];
        for (var i = 0; i < choices.Length; i++)
        {
            choices[i] = await TimesOutAsync(grain);
        }

        return choices;
    }

    private static async Task<bool> TimesOutAsync(IProbeGrain grain)
    {
        try
        {
            await grain.Count();
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    private static async Task<Task<Guid>> HoldAsync(IProbeGrain grain, string name)
    {
        ProbeGrain.Let[name] = ProbeGrain.NewSignal();
        ProbeGrain.Arrived[name] = ProbeGrain.NewSignal();
        var held = grain.Hold(name);
        await ProbeGrain.Arrived[name].Task.InTime();
        return held;
    }
}
