namespace Moltbot.Protocol.Schemas.Wire;

/// <summary>Shapes of models (section 5.1).</summary>
public static class ModelsShapes
{
    /// <summary>Shape of <c>ModelChoice</c>.</summary>
    public static Shape ModelChoice { get; } = Shape.Object(
        ("id", Shape.Text1),
        ("name", Shape.Text1),
        ("provider", Shape.Text1),
        ("contextWindow?", Shape.Whole1),
        ("reasoning?", Shape.Flag));

    /// <summary>Shape of <c>ModelsListParams</c>.</summary>
    public static Shape ModelsListParams { get; } = Shape.Object();

    /// <summary>Shape of <c>ModelsListResult</c>.</summary>
    public static Shape ModelsListResult { get; } = Shape.Object(
        ("models", Shape.List(ModelChoice)));
}
