using Moltbot.Protocol.Schemas;

namespace Moltbot.TestSupport.Wire;

/// <summary>Shapes of what is answered about skills (section 5.7).</summary>
public static class SkillsAnswerShapes
{
    /// <summary>Shape of <c>SkillsBinsResult</c>.</summary>
    public static Shape SkillsBinsResult { get; } = Shape.Object(
        ("bins", Shape.List(Shape.Text1)));
}
