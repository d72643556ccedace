using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Events;
using Moltbot.Gateway.Hosting;

namespace Moltbot.Gateway.Tenants;

/// <summary>What all views share.</summary>
internal sealed record TenantViewServices(
    GatewayOptions Options,
    IGrainFactory Grains,
    TimeProvider Time,
    Lazy<IReadOnlyList<ITenantEventListener>> Listeners,
    ILoggerFactory Loggers);
