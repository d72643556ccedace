using Microsoft.Extensions.Logging;

namespace Moltbot.Gateway.Channels.Telegram.Webhooks;

public sealed partial class WebhookEndpoint
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A post to the Telegram webhook of {Tenant}/{Account} had no or a wrong secret.")]
    private partial void LogWrongSecret(string tenant, string account);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Telegram webhook of {Tenant}/{Account} cannot take updates yet: {Error}")]
    private partial void LogNotIdentified(string tenant, string account, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Telegram update {UpdateId} of {Tenant}/{Account} could not be stored ({Error}); Telegram repeats it.")]
    private partial void LogNotStored(string tenant, string account, long updateId, string error);
}
