using Microsoft.Extensions.Hosting;
using Moltbot.Grains.Agents;
using Moltbot.Grains.Agents.Prompts;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Grains.Skills;
using Moltbot.Grains.Tenants;
using Moltbot.Models.Catalog;
using Moltbot.Models.Failover;
using Moltbot.Storage.Transcripts;
using Moltbot.Storage.Turns;

namespace Moltbot.Grains.Sessions;

/// <summary>What sessions share within a silo.</summary>
internal sealed record SessionServices(
    ITurnStore Turns,
    ITranscriptStore Transcripts,
    ITenantConfigurations Configurations,
    AgentRun Agent,
    IModelRouter Router,
    IToolDecider Tools,
    ModelSelector Models,
    IModelCatalog Catalog,
    SessionInstruments Instruments,
    IHostApplicationLifetime Process,
    ApprovedSkills Skills,
    WorkspaceReader Workspaces);
