using Moltbot.Policy.Configuration;

namespace Moltbot.Silo.Up;

/// <summary>What a person is told in the first minute: what is still missing and how to set it.</summary>
internal static class FirstSteps
{
    public static void Print(ConfigDocument configuration, StateFolder state, string url)
    {
        if (Console.IsOutputRedirected)
        {
            return;
        }

        Console.WriteLine($"state   {state.Path}");
        Console.WriteLine($"token   in {state.File("gateway-token")} (or gateway.auth.token, MOLTBOT_GATEWAY_TOKEN); the command line finds it itself");
        if (configuration.Models.Providers.Count == 0)
        {
            Console.WriteLine("model   none yet: set models.providers.<id>.{baseUrl, apiKey, api, models} and agents.defaults.model.primary");
        }

        if (configuration.Channels.Ids.Count == 0)
        {
            Console.WriteLine("channel none yet: set channels.telegram.botToken to talk to it from Telegram, channels.discord.token from Discord");
        }

        Console.WriteLine("try     ./moltbot status     ./moltbot doctor     ./moltbot agent --message hello");
        _ = url;
    }
}
