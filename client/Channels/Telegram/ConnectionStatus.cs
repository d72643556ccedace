using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.Gateway.Channels.Telegram.Inbound;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels.Telegram;

/// <summary>Reports how the connection stands whenever that changes.</summary>
internal sealed class ConnectionStatus(string mode, Func<ConnectionReport, Task> report)
{
    private ConnectionReport last = new() { Running = true, Mode = mode };

    public Task Started() => report(last);

    public Task Identified(BotIdentity bot) => Change(last with
    {
        BotId = ChatMapper.IdOf(bot.Id),
        BotUsername = bot.Username,
    });

    public Task Connected() => Change(last with { Connected = true, LastError = null, ReconnectAttempts = 0 });

    public async ValueTask Failed(int attempt, ApiError error) =>
        await Change(last with { Connected = false, LastError = error.ToString(), ReconnectAttempts = attempt });

    public async ValueTask CannotStore(int attempt) => await Change(last with
    {
        LastError = $"a received update could not be stored (attempt {attempt}); it is kept by Telegram and tried again",
    });

    private Task Change(ConnectionReport now)
    {
        if (now == last)
        {
            return Task.CompletedTask;
        }

        last = now;
        return report(now);
    }
}
