namespace Moltbot.Protocol.Schemas;

/// <content>The notation in which the shapes are written down; it follows the tables of the protocol.</content>
public abstract partial class Shape
{
    /// <summary>Any value.</summary>
    public static Shape Any { get; } = new AnyShape();

    /// <summary>Any text.</summary>
    public static Shape Text { get; } = new TextShape(0, int.MaxValue);

    /// <summary>A text of at least one character.</summary>
    public static Shape Text1 { get; } = new TextShape(1, int.MaxValue);

    /// <summary>True or false.</summary>
    public static Shape Flag { get; } = new FlagShape();

    /// <summary>The value <c>null</c>.</summary>
    public static Shape Null { get; } = new NullShape();

    /// <summary>Any whole number.</summary>
    public static Shape Whole { get; } = new WholeNumberShape(minimum: null, maximum: null);

    /// <summary>A whole number of at least 0.</summary>
    public static Shape Whole0 { get; } = new WholeNumberShape(0, maximum: null);

    /// <summary>A whole number of at least 1.</summary>
    public static Shape Whole1 { get; } = new WholeNumberShape(1, maximum: null);

    /// <summary>A text of so many characters (code points).</summary>
    public static Shape TextOf(int minLength, int maxLength) => new TextShape(minLength, maxLength);

    /// <summary>A whole number within bounds.</summary>
    public static Shape WholeOf(long minimum, long? maximum = null) => new WholeNumberShape(minimum, maximum);

    /// <summary>Exactly this text.</summary>
    public static Shape Const(string value) => new ConstantTextShape(value);

    /// <summary>Exactly this number.</summary>
    public static Shape Const(int value) => new ConstantNumberShape(value);

    /// <summary>One of these texts.</summary>
    public static Shape Words(params ReadOnlySpan<string> values)
    {
        var options = new Shape[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            options[i] = Const(values[i]);
        }

        return new ChoiceShape(options);
    }

    /// <summary>Any of these shapes.</summary>
    public static Shape OneOf(params Shape[] options) =>
        new ChoiceShape([.. options.SelectMany(option => option is ChoiceShape choice ? choice.Options : [option])]);

    /// <summary>A list of values of one shape.</summary>
    public static Shape List(Shape item, int minItems = 0, int maxItems = int.MaxValue) => new ListShape(item, minItems, maxItems);

    /// <summary>An object with any keys and values of one shape.</summary>
    public static Shape Map(Shape value) => new MapShape(value);

    /// <summary>An object with these keys and no others; a key that ends with <c>?</c> may be left out.</summary>
    public static Shape Object(params ReadOnlySpan<(string Key, Shape Shape)> properties) => new ObjectShape(properties, open: false);

    /// <summary>An object with at least these keys.</summary>
    public static Shape OpenObject(params ReadOnlySpan<(string Key, Shape Shape)> properties) => new ObjectShape(properties, open: true);
}
