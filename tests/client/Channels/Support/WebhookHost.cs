using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Channels.Telegram.Webhooks;
using Moltbot.Gateway.Tenants;
using Moltbot.Policy.Configuration;

namespace Moltbot.Gateway.Tests.Channels.Support;

/// <summary>The gateway's HTTP side, as far as webhooks are concerned.</summary>
internal sealed class WebhookHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private WebhookHost(WebApplication app) => this.app = app;

    public WebhookRoutes Routes { get; } = new();

    public Uri Root { get; private set; } = null!;

    public HttpClient Client { get; } = new();

    public static async Task<WebhookHost> StartAsync(ChannelRig rig, string gatewayId = "g1")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var host = new WebhookHost(builder.Build());
        var logger = new Logger<WebhookEndpoint>(rig.Logs);
        var attempts = new WebhookAttempts(rig.Limiters.Find, gatewayId, rig.Time);
        WebhookEndpoint.Map(host.app, new WebhookEndpoint(host.Routes, attempts, new NetworkSettings(new OneProxy()), rig.AccountsFor(gatewayId), rig.Time, logger));
        await host.app.StartAsync();
        host.Root = new Uri(host.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return host;
    }

    public async Task<int> Post(string path, string? secret, string body, string? forwardedFor = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Root, path)) { Content = new StringContent(body) };
        if (secret is not null)
        {
            request.Headers.Add(WebhookEndpoint.SecretHeader, secret);
        }

        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        }

        using var response = await Client.SendAsync(request);
        return (int)response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }

    /// <summary>An installation whose gateway stands behind a proxy on this machine.</summary>
    private sealed class OneProxy : ITenantViews
    {
        public ValueTask<ConfigDocument> Configuration(string tenant) =>
            ValueTask.FromResult(ConfigDocument.Restore("""{"gateway":{"trustedProxies":["127.0.0.1"]}}""", "", 1));

        public void ConfigurationChanged(string tenant) => throw new NotSupportedException();

        public ValueTask<IDisposable> Listen(string tenant) => throw new NotSupportedException();

        public IEventWait<TEvent> Expect<TEvent>(string tenant, Func<TEvent, bool> fits)
            where TEvent : GrainInterfaces.Events.TenantEvent => throw new NotSupportedException();
    }
}
