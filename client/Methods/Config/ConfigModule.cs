using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Hosting;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Policy.Configuration.Schema.Export;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Config;

namespace Moltbot.Gateway.Methods.Config;

/// <summary>The <c>config.*</c> methods (protocol §5.7). Secrets are masked where they are kept, so none comes through here.</summary>
internal sealed class ConfigModule(ConfigWriting writing, GatewayOptions options, TimeProvider time) : IMethodModule
{
    private readonly Lazy<ReadOnlyMemory<byte>> _schema = new(() =>
        Encoding.UTF8.GetBytes(ConfigSchemaExport.Build(options.Version, time.GetUtcNow()).ToJsonString()));

    public void Register(MethodTableBuilder methods) => methods
        .Serve(ConfigMethods.Get, Get)
        .Serve(ConfigMethods.Set, Set)
        .Serve(ConfigMethods.Patch, Patch)
        .Serve(ConfigMethods.Apply, Apply)
        .ServeJson(ConfigMethods.Schema, Schema);

    private static async ValueTask<GatewayResult<ConfigGetResult>> Get(MethodCall call)
    {
        ConfigurationView view = await call.Grain<ITenantGrain>().Show();
        return new ConfigGetResult
        {
            Path = view.Path,
            Exists = view.Exists,
            Raw = view.Raw,
            Parsed = Json(view.ParsedJson),
            Valid = view.Valid,
            Config = Json(view.ConfigJson),
            Hash = view.Hash,
            Issues = ConfigWriting.Issues(view.Issues),
            Warnings = ConfigWriting.Issues(view.Warnings),
            LegacyIssues = ConfigWriting.Issues(view.LegacyIssues),
        };
    }

    private async ValueTask<GatewayResult<ConfigSetResult>> Set(MethodCall call, ConfigSetParams wanted)
    {
        var write = new ConfigurationWrite { Raw = wanted.Raw, BaseHash = wanted.BaseHash, Method = MethodNames.ConfigSet };
        if (!(await writing.Write(call, write)).TryGet(out ConfigurationView? view, out GatewayError? refused))
        {
            return refused;
        }

        return new ConfigSetResult { Ok = true, Path = view.Path, Config = Json(view.ConfigJson) };
    }

    private ValueTask<GatewayResult<ConfigApplyResult>> Patch(MethodCall call, ConfigPatchParams wanted) => writing.Apply(
        call,
        new ConfigurationWrite { Raw = wanted.Raw, BaseHash = wanted.BaseHash, IsPatch = true, Method = MethodNames.ConfigPatch },
        wanted.SessionKey,
        wanted.Note);

    private ValueTask<GatewayResult<ConfigApplyResult>> Apply(MethodCall call, ConfigApplyParams wanted) => writing.Apply(
        call,
        new ConfigurationWrite { Raw = wanted.Raw, BaseHash = wanted.BaseHash, Method = MethodNames.ConfigApply },
        wanted.SessionKey,
        wanted.Note);

    private ValueTask<GatewayResult<ReadOnlyMemory<byte>>> Schema(MethodCall call, NoParams none) => new(_schema.Value);

    internal static RawJson Json(string text) => new(Encoding.UTF8.GetBytes(text));
}
