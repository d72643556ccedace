using Microsoft.Extensions.Logging;

namespace Orleans.Utilities;

internal static partial class ObserverManagerLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "{Count} observers failed or expired, {Left} left")]
    public static partial void Forgotten(ILogger logger, int count, int left);
}
