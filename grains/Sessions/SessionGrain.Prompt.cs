using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Skills;
using Moltbot.Grains.Agents;
using Moltbot.Grains.Agents.Prompts;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Grains.Sessions.Commands;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Policy.Access.Commands;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Models;
using Moltbot.Policy.Sessions;
using Moltbot.Policy.Workspaces;

namespace Moltbot.Grains.Sessions;

/// <content>What the system prompt of a turn is made of, and who is told what of the agent's workspace.</content>
internal sealed partial class SessionGrain
{
    /// <summary>The parts of a turn's system prompt.</summary>
    /// <param name="run">What is answered, and all that is heard in it.</param>
    /// <param name="context">For whom tools are used.</param>
    /// <param name="offered">What is offered.</param>
    /// <param name="models">Who is asked.</param>
    /// <param name="thinking">How long it thinks.</param>
    /// <param name="document">The tenant's configuration.</param>
    /// <param name="stop">Ends it.</param>
    private async Task<(PromptFacts Facts, WorkspaceFiles Workspace)> PromptOf(
        ActiveRun run, ToolContext context, OfferedToTurn offered, ModelTargets models, string thinking, ConfigDocument document, CancellationToken stop)
    {
        TurnRequest request = run.Request;
        ContextReader reader = ReaderOf(run, offered, document);
        WorkspaceFiles workspace = await _services.Workspaces.Read(context, offered.Place, ContextFiles.For(reader), document.Agents.Defaults.BootstrapMaxChars, stop);
        bool readsSkills = !reader.IsSubagent && offered.Tools.Any(static tool => tool.Name == RunnerTool.Read);
        return (new PromptFacts
        {
            Document = document,
            AgentId = AgentId,
            Model = new ModelReference(models.First.Provider.Id, models.First.Model),
            Channel = request.ReplyTo?.Channel,
            Thinking = thinking,
            Zone = document.Agents.Defaults.UserZone(Time.LocalTimeZone),
            Tools = offered.Tools,
            Skills = readsSkills ? await _services.Skills.Told(Peer<ISkillsGrain>(), Tenant, document) : [],
            Workspace = WorkspaceText.Of(workspace, FolderOf(offered)),
            IsMinimal = reader.IsSubagent,
            Extra = request.ExtraSystemPrompt,
        }, workspace);
    }

    private ContextReader ReaderOf(ActiveRun run, OfferedToTurn offered, ConfigDocument document)
    {
        string key = _ledger.Entry!.Key;
        return new ContextReader
        {
            IsOwners = IsAmongOwners(run.Batch, key, document),
            IsMain = key == SessionKeys.Main(AgentId, document.Session.MainKey),
            IsSubagent = SessionKeys.IsSubagent(key),
            IsHeartbeat = run.Request.Origin == TurnOrigin.Heartbeat,
            SeesWorkspace = FolderOf(offered) is not null,
        };
    }

    /// <summary>
    /// Whether nobody is heard but operators by a client and the owner in a direct chat, and nobody else reads along: not in a group, in what all
    /// share, nor where an operator writes into the direct chat of somebody or has somebody answered.
    /// </summary>
    private static bool IsAmongOwners(TurnBatch said, string key, ConfigDocument document) =>
        key != SessionKeys.Global && GroupSessionKey.Parse(key) is null
        && said.HoldsForAll(turn => OwnerCommands.IsOwners(turn, document)
            || (turn.Origin is TurnOrigin.Chat or TurnOrigin.Agent && !SessionKeys.IsDirect(key) && IsToldToOwners(turn.ReplyTo, document)));

    /// <summary>Whether what an operator is answered goes to no chat, or to the owner's. Of a chat that is not named by its person nobody can tell.</summary>
    private static bool IsToldToOwners(ReplyTarget? target, ConfigDocument document) =>
        target is null || (target.ChatKind == ChatKind.Direct && AccountOwners.Include(document, target.Channel, target.Account, target.ChatId));

    /// <summary>Where the session's tools find the agent's workspace; null where they do not.</summary>
    private static string? FolderOf(OfferedToTurn offered) => offered.Place switch
    {
        null or { SeesWorkspace: false } => null,
        _ when !offered.Tools.Any(static tool => RunnerTool.Find(tool.Name)?.OpensFiles == true) => null,
        { IsSandboxed: true, WorkspaceAccess: "ro" } => "/agent",
        _ => "/workspace",
    };
}
