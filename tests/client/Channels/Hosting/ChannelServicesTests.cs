using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Channels;
using Moltbot.Gateway.Channels.Hosting;
using Moltbot.Gateway.Tenants;
using Moltbot.Policy.Configuration;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Channels.Hosting;

public sealed class ChannelServicesTests
{
    [Fact]
    public async Task The_channels_start_serve_and_stop_with_the_gateway()
    {
        var views = new Views();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<ITenantViews>(views)
            .AddSingleton(DispatchProxy.Create<IGrainFactory, NoGrains>())
            .AddChannels(new ChannelHostOptions { GatewayId = "g1" });
        await using var app = builder.Build();
        app.MapTelegramWebhook();
        await app.StartAsync(TestContext.Current.CancellationToken);
        var root = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

        (await views.Asked.Task.InTime()).ShouldBe("default");
        app.Services.GetServices<IChannelPlatform>().Select(platform => platform.Id).ShouldBe(["telegram", "discord"]);
        using var client = new HttpClient();
        using var answer = await client.PostAsync(
            new Uri(root, "/webhooks/telegram/default/nobodys"), new StringContent("{}"), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A cluster that nobody may need here: no channel is configured.</summary>
    public class NoGrains : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new NotSupportedException(targetMethod?.Name);
    }

    private sealed class Views : ITenantViews
    {
        public TaskCompletionSource<string> Asked { get; } = new();

        public ValueTask<ConfigDocument> Configuration(string tenant)
        {
            Asked.TrySetResult(tenant);
            return ValueTask.FromResult(ConfigDocument.Restore("{}", "", 1));
        }

        public void ConfigurationChanged(string tenant) => throw new NotSupportedException();

        public ValueTask<IDisposable> Listen(string tenant) => throw new NotSupportedException();

        public IEventWait<TEvent> Expect<TEvent>(string tenant, Func<TEvent, bool> fits)
            where TEvent : GrainInterfaces.Events.TenantEvent => throw new NotSupportedException();
    }
}
