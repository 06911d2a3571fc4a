namespace CityActors.Domain.Rules.Conditions;

/// <summary>Something that a condition asks of the twin.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Channel, attribute or table.</param>
/// <param name="Column">Column of the table; empty of the other kinds.</param>
/// <param name="PerSeconds">For which time a rate is; 0 of the other kinds.</param>
/// <param name="IsHourOfWeek">Whether a deviation is from the same hour of other weeks.</param>
/// <param name="Line">Line where it is asked first.</param>
/// <param name="At">Column where it is asked first, from 1.</param>
public sealed record RuleSlot(
    RuleSlotKind Kind, string Name, string Column, double PerSeconds, bool IsHourOfWeek, int Line, int At)
{
    /// <summary>The function that asks it, for problems.</summary>
    public string Function => Kind.ToString().ToLowerInvariant();
}

/// <summary>What conditions ask.</summary>
public enum RuleSlotKind
{
    /// <summary>Value of a channel.</summary>
    Channel,

    /// <summary>Value of an attribute.</summary>
    Attribute,

    /// <summary><c>rate(channel, per)</c>: how fast it changes, from the reading before to this one.</summary>
    Rate,

    /// <summary><c>age(channel)</c>: seconds since it was heard last, by arrival.</summary>
    Age,

    /// <summary><c>deviation(channel)</c>: how many standard deviations it is above or below its own baseline.</summary>
    Deviation,

    /// <summary><c>limit('table', 'column')</c>: the value for this twin, valid at the reading's time.</summary>
    Limit,

    /// <summary><c>hour()</c>: hour of the day in the city (+07:00) with its fraction, 0 to below 24.</summary>
    Hour,

    /// <summary><c>weekday()</c>: day of the week in the city, 1 (Monday) to 7.</summary>
    Weekday,
}
