using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Moltbot.Engine.Tests.Suite.Grains;
using Moltbot.Silo.Engines;

namespace Moltbot.Engine.Tests.Suite;

public sealed class SmokeTests
{
    [Fact]
    public async Task A_grain_keeps_what_it_was_told()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.UseGrainEngine(new());
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var counter = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ICounterGrain>("a");
        (await counter.Add(2)).ShouldBe(2);
        (await counter.Add(3)).ShouldBe(5);
        (await counter.Key()).ShouldBe("a");
        await host.StopAsync(TestContext.Current.CancellationToken);
    }
}
