using Moltbot.Protocol.Schemas.Wire;

namespace Moltbot.Protocol.Methods.Models;

/// <summary>The methods of this folder.</summary>
public static class ModelsMethods
{
    /// <summary><c>models.list</c>.</summary>
    public static NoParamsMethod<ModelsListResult> List { get; } =
        new(MethodNames.ModelsList, ModelsShapes.ModelsListParams, ModelsJson.Default.ModelsListResult);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GatewayMethod> All { get; } =
    [
        List,
    ];
}
