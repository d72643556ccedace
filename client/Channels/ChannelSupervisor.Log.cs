using Microsoft.Extensions.Logging;

namespace Moltbot.Gateway.Channels;

public sealed partial class ChannelSupervisor
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The channels of tenant {Tenant} could not be read ({Error}); they stay as they are.")]
    private partial void LogRefreshFailed(string tenant, string error);
}
