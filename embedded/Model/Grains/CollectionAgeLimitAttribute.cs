namespace Orleans;

/// <summary>How long the grain class's activations may idle before they are ended, at least one minute.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public class CollectionAgeLimitAttribute : Attribute
{
    /// <summary>The least age.</summary>
    public static readonly TimeSpan MinAgeLimit = TimeSpan.FromMinutes(1);

    private readonly TimeSpan? _given;

    /// <summary>The age is given by the properties.</summary>
    public CollectionAgeLimitAttribute()
    {
    }

    /// <summary>The age as a time span in text.</summary>
    public CollectionAgeLimitAttribute(string inactivityPeriod) =>
        _given = TimeSpan.Parse(inactivityPeriod, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Days to add up.</summary>
    public double Days { get; set; }

    /// <summary>Hours to add up.</summary>
    public double Hours { get; set; }

    /// <summary>Minutes to add up.</summary>
    public double Minutes { get; set; }

    /// <summary>Never ended for idling.</summary>
    public bool AlwaysActive { get; set; }

    /// <summary>The age that results.</summary>
    public TimeSpan AgeLimit
    {
        get
        {
            if (_given is { } given)
            {
                return given;
            }

            if (AlwaysActive)
            {
                return TimeSpan.FromDays(short.MaxValue);
            }

            var sum = TimeSpan.FromDays(Days) + TimeSpan.FromHours(Hours) + TimeSpan.FromMinutes(Minutes);
            return sum < MinAgeLimit ? MinAgeLimit : sum;
        }
    }
}
