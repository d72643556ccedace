using Moltbot.GrainInterfaces.Policy;
using Moltbot.Grains.Agents.Tools.Mcp;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>What an offer follows from.</summary>
/// <param name="Configuration">The version of the configuration that the offer was made by.</param>
/// <param name="Use">The situation that policy judges.</param>
/// <param name="ExecHost">What was set on the session in place of the configured one.</param>
/// <param name="HasRunner">Whether a runner was connected.</param>
/// <param name="KeepsJobs">Whether the turn keeps cron jobs.</param>
/// <param name="WritesToChats">Whether the turn writes to chats.</param>
/// <param name="ReadsMemory">Whether the turn may read what the agent remembers.</param>
/// <param name="Servers">What servers of tools said they have.</param>
internal sealed record OfferSituation(
    long Configuration, ToolUse Use, string? ExecHost, bool HasRunner, bool KeepsJobs, bool WritesToChats, bool ReadsMemory, McpListing Servers);
