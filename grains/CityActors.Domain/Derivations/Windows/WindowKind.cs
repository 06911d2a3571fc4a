namespace CityActors.Domain.Derivations.Windows;

/// <summary>How windows follow each other.</summary>
public enum WindowKind
{
    /// <summary>One after the other, all of one length.</summary>
    Tumbling,

    /// <summary>Of one length, beginning a step apart, so that they overlap.</summary>
    Sliding,

    /// <summary>Hours, days, weeks, months, quarters or years as people in Vietnam count them.</summary>
    Calendar,
}

/// <summary>Units of the calendar.</summary>
public enum CalendarUnit
{
    /// <summary>Full hours.</summary>
    Hour,

    /// <summary>From midnight to midnight.</summary>
    Day,

    /// <summary>From Monday.</summary>
    Week,

    /// <summary>From the first of a month.</summary>
    Month,

    /// <summary>From the first of January, April, July, October.</summary>
    Quarter,

    /// <summary>From the first of January.</summary>
    Year,
}
