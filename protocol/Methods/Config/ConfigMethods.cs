using Moltbot.Protocol.Schemas.Wire;

namespace Moltbot.Protocol.Methods.Config;

/// <summary>The methods of this folder.</summary>
public static class ConfigMethods
{
    /// <summary><c>config.get</c>.</summary>
    public static NoParamsMethod<ConfigGetResult> Get { get; } =
        new(MethodNames.ConfigGet, ConfigShapes.ConfigGetParams, ConfigJson.Default.ConfigGetResult);

    /// <summary><c>config.set</c>.</summary>
    public static GatewayMethod<ConfigSetParams, ConfigSetResult> Set { get; } =
        new(MethodNames.ConfigSet, ConfigShapes.ConfigSetParams, ConfigJson.Default.ConfigSetParams, ConfigJson.Default.ConfigSetResult);

    /// <summary><c>config.patch</c>.</summary>
    public static GatewayMethod<ConfigPatchParams, ConfigApplyResult> Patch { get; } =
        new(MethodNames.ConfigPatch, ConfigShapes.ConfigPatchParams, ConfigJson.Default.ConfigPatchParams, ConfigJson.Default.ConfigApplyResult);

    /// <summary><c>config.apply</c>.</summary>
    public static GatewayMethod<ConfigApplyParams, ConfigApplyResult> Apply { get; } =
        new(MethodNames.ConfigApply, ConfigShapes.ConfigApplyParams, ConfigJson.Default.ConfigApplyParams, ConfigJson.Default.ConfigApplyResult);

    /// <summary><c>config.schema</c>.</summary>
    public static NoParamsMethod<ConfigSchemaResult> Schema { get; } =
        new(MethodNames.ConfigSchema, ConfigShapes.ConfigSchemaParams, ConfigJson.Default.ConfigSchemaResult);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GatewayMethod> All { get; } =
    [
        Get,
        Set,
        Patch,
        Apply,
        Schema,
    ];
}
