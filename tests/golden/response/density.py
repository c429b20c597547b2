"""Log densities of the drift model by brute force: dense covariance, Gauss elimination, plain Python, nothing shared with the program.

Prints the two numbers that DensityTests.cs holds. Equations R1, R6 to R12 and R16 of docs/methods/response.md. Run: python3 density.py
"""
import math

base, common, log_peak, sharpness = 46.0, 5.5, 1.2, 1.4
w_base, w_amp, w_tp, sigma, s_drift, tau = 6.0, 5.0, 0.4, 3.8, 6.5, 30.0
largest, ld50, nu = 18.0, math.log(9000.0), 8.0

total, rating = (1.0, 0.0, 1.0), (1.18, 20.0, 2.5)          # slope, sd of the own level, error
sessions = [(0.0, 5000.0), (9.5, 7500.0)]
scores = [(-1.0, 52.0, total), (2.0, 40.0, total), (2.0, 70.0, rating), (6.5, 38.0, total), (9.5, 47.0, total),
          (9.5, 66.0, rating), (13.0, 31.0, total), (21.0, 44.0, total), (21.0, 58.0, rating)]


def t_density(given, seen, deviate):
    """log t_nu(y; m, S) of one person's scores."""
    peak = math.exp(log_peak + w_tp * deviate)

    def s(u):
        return 0.0 if u <= 0 else (u / peak) ** sharpness * math.exp(sharpness * (1 - u / peak))

    def c(t):
        return 1 - math.prod(1 - s(t - week) for week, _ in given)

    def e(t):
        x = sum(dose / math.exp(ld50) * s(t - week) for week, dose in given)
        return x / (1 + x)

    n = len(seen)
    rows = []
    for i, (t, y, q) in enumerate(seen):
        row = []
        for j, (u, _, r) in enumerate(seen):
            v = q[0] * r[0] * (w_base ** 2 + s_drift ** 2 * math.exp(-abs(t - u) / tau) + w_amp ** 2 * c(t) * c(u))
            v += q[1] ** 2 if q is r else 0
            v += (q[0] * q[2] * sigma) ** 2 if i == j else 0
            row.append(v)
        rows.append(row + [y - q[0] * (base - common * c(t) - largest * e(t))])
    residual = [row[-1] for row in rows]
    log_det = 0.0
    for i in range(n):
        log_det += math.log(rows[i][i])
        for k in range(i + 1, n):
            f = rows[k][i] / rows[i][i]
            rows[k] = [a - f * b for a, b in zip(rows[k], rows[i])]
    solved = [0.0] * n
    for i in reversed(range(n)):
        solved[i] = (rows[i][n] - sum(rows[i][k] * solved[k] for k in range(i + 1, n))) / rows[i][i]
    square = sum(a * b for a, b in zip(solved, residual))
    return (math.lgamma((nu + n) / 2) - math.lgamma(nu / 2) - n / 2 * math.log(nu * math.pi)
            - log_det / 2 - (nu + n) / 2 * math.log(1 + square / nu))


def normal(x, mean, sd):
    """Without its constant."""
    return -0.5 * ((x - mean) / sd) ** 2


print("one person, two instruments:", t_density(sessions, scores, 0.5))

# The population's posterior of two people, totals only: priors as the page gives them, with their Jacobians, without constants.
prior = normal(base, 45, 10) + normal(common, 4, 4) + normal(log_peak, math.log(3.5), 0.5) + normal(math.log(sharpness), math.log(1.5), 0.5)
prior += normal(math.log(tau), math.log(20), 1) + normal(ld50, math.log(8000), 1) + normal(0.5, 0, 1) + normal(-1.1, 0, 1)
for spread, sd in ((w_base, 10), (w_amp, 6), (w_tp, 0.5), (sigma, 6), (s_drift, 8)):
    prior += normal(spread, 0, sd) + math.log(spread)
prior += normal(largest, 20, 10) + math.log(largest) + 2 * math.log(nu) - 0.1 * nu
totals = [x for x in scores if x[2] is total]
placebo = [(0.0, 55.0, total), (4.0, 50.0, total), (12.0, 57.0, total)]
print("population, constants of pi left out:", prior + t_density(sessions, totals, 0.5) + t_density([(0.0, 0.0)], placebo, -1.1)
      + (len(totals) + len(placebo)) / 2 * math.log(math.pi))
