namespace CityActors.Silo.History.Days;

/// <summary>An hour of a day that has readings.</summary>
internal sealed class DayHour
{
    /// <summary>Whether its roll-ups are made, but for the channels that were touched since.</summary>
    public bool IsRolledUp { get; set; }

    /// <summary>Whether they are being made: what comes now counts as touched.</summary>
    public bool IsRolling { get; set; }

    /// <summary>Time stamp of the newest write; 0 when it was before the file was opened.</summary>
    public long WrittenAt { get; set; }
}
