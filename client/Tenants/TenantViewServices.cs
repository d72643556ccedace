using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Events;
using Moltbot.Gateway.Hosting;
using Moltbot.Gateway.Logs;
using Moltbot.Gateway.Methods.Channels;

namespace Moltbot.Gateway.Tenants;

/// <summary>What all views share.</summary>
internal sealed record TenantViewServices(
    GatewayOptions Options,
    IGrainFactory Grains,
    TimeProvider Time,
    ChannelReports Channels,
    Lazy<IReadOnlyList<ITenantEventListener>> Listeners,
    ILoggerFactory Loggers,
    TenantRedactions Redactions);
