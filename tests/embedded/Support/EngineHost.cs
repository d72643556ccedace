using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Moltbot.Embedded.Engine;
using Moltbot.Embedded.Hosting;
using Moltbot.TestSupport.Time;

namespace Moltbot.Embedded.Tests.Support;

/// <summary>An engine of one test.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private readonly IHost _host;

    private EngineHost(IHost host) => _host = host;

    public ManualTime Time { get; private init; } = null!;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public GrainEngine Engine => _host.Services.GetRequiredService<GrainEngine>();

    public static async Task<EngineHost> StartAsync(HostileOptions? hostile = null, Action<IServiceCollection>? configure = null)
    {
        var time = new ManualTime();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddSingleton<TimeProvider>(time);
        configure?.Invoke(builder.Services);
        builder.Services.AddEmbeddedGrains(options => options.Hostile = hostile);
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new(host) { Time = time };
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
