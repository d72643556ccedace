using Microsoft.Extensions.Logging;

namespace Moltbot.Gateway.Channels.Accounts;

internal sealed partial class AccountRunner
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Channel account {Address} runs here with fence {Fence}.")]
    private partial void LogRunning(AccountAddress address, long fence);

    [LoggerMessage(Level = LogLevel.Information, Message = "Channel account {Address} stopped.")]
    private partial void LogStopped(AccountAddress address);

    [LoggerMessage(Level = LogLevel.Error, Message = "Channel account {Address} cannot run: {Problem}")]
    private partial void LogCannotRun(AccountAddress address, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Channel account {Address} failed ({Error}); it is started again.")]
    private partial void LogFailed(AccountAddress address, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Channel account {Address}: the lease could not be asked for ({Error}).")]
    private partial void LogAcquireFailed(AccountAddress address, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Channel account {Address}: the lease could not be given back ({Error}); it runs out.")]
    private partial void LogReleaseFailed(AccountAddress address, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Channel account {Address}: its state could not be reported ({Error}).")]
    private partial void LogStatusFailed(AccountAddress address, string error);
}
