using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Methods.Config;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Skills;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Skills;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Skills;

namespace Moltbot.Gateway.Methods.Skills;

/// <summary>The original's methods about skills (protocol §5.7).</summary>
internal sealed class SkillsModule(ITenantViews views, ConfigWriting writing) : IMethodModule
{
    /// <summary>Where skills are kept: there is no folder.</summary>
    private const string Store = "database";

    public void Register(MethodTableBuilder methods) => methods
        .Serve(SkillsMethods.Status, Status)
        .Serve(SkillsMethods.Bins, Bins)
        .Serve(SkillsMethods.Install, Install)
        .Serve(SkillsMethods.Update, Update);

    private async ValueTask<GatewayResult<SkillsStatusResult>> Status(MethodCall call)
    {
        ConfigDocument document = await views.Configuration(call.Tenant);
        IReadOnlyList<SkillView> skills = await call.Grain<ISkillsGrain>().List();
        return new SkillsStatusResult { WorkspaceDir = Store, ManagedSkillsDir = Store, Skills = [.. skills.Select(skill => Line(skill, document))] };
    }

    private static async ValueTask<GatewayResult<SkillsBinsResult>> Bins(MethodCall call) =>
        new SkillsBinsResult { Bins = await call.Grain<ISkillsGrain>().Programs() };

    /// <summary>Programs belong to the machines of runners, and to whoever runs those.</summary>
    private static async ValueTask<GatewayResult<SkillsInstallResult>> Install(MethodCall call, SkillsInstallParams wanted)
    {
        SkillView? skill = (await call.Grain<ISkillsGrain>().List()).FirstOrDefault(each => each.Name == wanted.Name);
        return new SkillsInstallResult
        {
            Ok = false,
            Message = skill is null ? $"Skill not found: {wanted.Name}"
                : skill.Declared.Install.All(way => way.Id != wanted.InstallId) ? $"Installer not found: {wanted.InstallId}"
                : "Nothing is installed from here: put the program on the machine of the runner",
            Stdout = "",
            Stderr = "",
            Code = null,
        };
    }

    private async ValueTask<GatewayResult<SkillsUpdateResult>> Update(MethodCall call, SkillsUpdateParams wanted)
    {
        var entry = new JsonObject();
        if (wanted.Enabled is { } enabled)
        {
            entry["enabled"] = enabled;
        }

        if (wanted.ApiKey is { } key)
        {
            entry["apiKey"] = Kept(key);
        }

        if (wanted.Env is { } variables)
        {
            entry["env"] = new JsonObject(variables.Select(static each => KeyValuePair.Create(each.Key, Kept(each.Value))));
        }

        string name = wanted.SkillKey.Trim();
        var patch = new JsonObject { ["skills"] = new JsonObject { ["entries"] = new JsonObject { [name] = entry } } };
        string hash = (await call.Grain<ITenantGrain>().Show()).Hash;
        var write = new ConfigurationWrite { Raw = patch.ToJsonString(), IsPatch = true, BaseHash = hash, Method = MethodNames.SkillsUpdate };
        if (!(await writing.Write(call, write)).TryGet(out ConfigurationView? view, out GatewayError? refused))
        {
            return refused;
        }

        using JsonDocument config = JsonDocument.Parse(view.ConfigJson);
        JsonElement written = new ConfigSection(config.RootElement).Section("skills").Section("entries").Get(name);
        return new SkillsUpdateResult
        {
            Ok = true,
            SkillKey = name,
            Config = written.ValueKind == JsonValueKind.Undefined ? RawJson.EmptyObject : new RawJson(Encoding.UTF8.GetBytes(written.GetRawText())),
        };
    }

    /// <summary>A merge patch takes away what is null.</summary>
    private static JsonNode? Kept(string value) => string.IsNullOrWhiteSpace(value) ? null : JsonValue.Create(value.Trim());

    private static SkillsStatusLine Line(SkillView skill, ConfigDocument document)
    {
        var config = new ConfigSection(document.Root);
        SkillDeclared declared = skill.Declared;
        SkillMetadata metadata = declared.Metadata();
        SkillEligibility eligibility = SkillEligibility.Of(skill.Name, isBundled: false, metadata, config, SkillPlace.Runners);
        return new SkillsStatusLine
        {
            Name = skill.Name,
            Description = skill.Description,
            Source = "moltbot-managed",
            FilePath = $"{Store}:{skill.Hash}/{(declared.IsAnswering ? SkillFolder.AnswersFile : SkillFolder.WordsFile)}",
            BaseDir = $"{Store}:{skill.Hash}",
            SkillKey = declared.Key,
            Emoji = declared.Emoji,
            Homepage = declared.Homepage,
            PrimaryEnv = declared.PrimaryEnv,
            Always = declared.Always,
            Disabled = eligibility.IsDisabled || skill.Status == SkillStatus.Disabled,
            BlockedByAllowlist = false,
            Eligible = skill.Status == SkillStatus.Approved && eligibility.IsEligible,
            Review = SkillTexts.NameOf(skill.Status),
            Requirements = Needs(declared.Os, metadata.Requires!),
            Missing = Needs(eligibility.MissingOs, eligibility.Missing),
            ConfigChecks = [.. declared.Config.Select(path => new SkillsConfigCheck { Path = path, Satisfied = SkillEligibility.IsSet(config, path) })],
            Install = [.. declared.Install.Select(static way => new SkillsWay { Id = way.Id, Kind = way.Kind, Label = way.Label, Bins = way.Bins })],
        };
    }

    private static SkillsNeeds Needs(IReadOnlyList<string> systems, SkillRequirements requires) =>
        new() { Bins = requires.Bins, AnyBins = requires.AnyBins, Env = requires.Env, Config = requires.Config, Os = systems };
}
