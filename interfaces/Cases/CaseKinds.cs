namespace CityActors.Cases;

/// <summary>Kinds of cases, as they are named in the case store and in feeds. Part of the data format.</summary>
public static class CaseKinds
{
    /// <summary>An alert: one episode of a rule and a twin.</summary>
    public const string Alert = "alert";

    /// <summary>An incident.</summary>
    public const string Incident = "incident";

    /// <summary>A work order.</summary>
    public const string WorkOrder = "work-order";

    /// <summary>A suppression window: a time in which alerts are recorded, but not shown.</summary>
    public const string Suppression = "suppression";

    /// <summary>To which incident an alert was folded, and why.</summary>
    public const string Link = "link";
}
