namespace CityActors.Silo.Ingress.Admission;

/// <summary>What happens to readings of a twin or channel that is not registered.</summary>
public enum UnknownTwins
{
    /// <summary>It is registered, within the limits of <see cref="AdmissionOptions"/>.</summary>
    Register = 0,

    /// <summary>It is refused with the reason <c>unknown-twin</c>.</summary>
    Refuse = 1,
}
