using Microsoft.Extensions.Logging;

namespace Moltbot.Models.Failover;

internal sealed partial class ModelRouter
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Model {Model} failed: {Reason}, HTTP status {Status}, code {Code}")]
    private partial void LogFailed(string model, string reason, int? status, string? code);
}
