using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.Grains.Tests.Agents;

/// <summary>Turns of those who may see more or less of an agent's sessions; 7 is the owner of the account.</summary>
internal static class Asker
{
    public static Func<TurnRequest, TurnRequest> As(string asker) => request => asker switch
    {
        "operator" => request,
        "owner" => Chatting(request, "7"),
        "stranger" => Chatting(request, "8"),
        "group" => Chatting(request, "7") with { ReplyTo = new ReplyTarget { Channel = "telegram", Account = "default", ChatId = "-100", ChatKind = ChatKind.Group } },
        "node" => request with { Origin = TurnOrigin.Node },
        "hook" => request with { Origin = TurnOrigin.Hook },
        "cron" => request with { Origin = TurnOrigin.Cron },
        "http" => request with { Origin = TurnOrigin.Http },
        _ => throw new ArgumentOutOfRangeException(nameof(asker)),
    };

    private static TurnRequest Chatting(TurnRequest request, string sender) => request with
    {
        Origin = TurnOrigin.Channel,
        Sender = new InboundSender { Id = sender },
        ReplyTo = new ReplyTarget { Channel = "telegram", Account = "default", ChatId = sender, ChatKind = ChatKind.Direct },
    };
}
