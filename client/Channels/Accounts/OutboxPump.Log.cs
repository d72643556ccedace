using Microsoft.Extensions.Logging;

namespace Moltbot.Gateway.Channels.Accounts;

internal sealed partial class OutboxPump
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Outbox of {Address}: another gateway holds the lease.")]
    private partial void LogLeaseLost(AccountAddress address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Outbox of {Address} could not be read ({Error}); it is tried again.")]
    private partial void LogClaimFailed(AccountAddress address, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Outbox of {Address}: sending {Piece} failed in an unexpected way ({Error}); its outcome is unknown.")]
    private partial void LogSendFailed(AccountAddress address, string piece, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Outbox of {Address}: the outcome of {Piece} could not be reported ({Error}).")]
    private partial void LogReportFailed(AccountAddress address, string piece, string error);
}
